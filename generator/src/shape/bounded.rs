//! Input: a type text, and the kind of values that it was read as. Output: the bounds of the field.
//! Invariant: a bound that may be about something else than the field's values is none: a bare `0-100` of a text, a number
//! of a list of numbers.

use serde_json::Number;

use crate::schema::Constraints;
use crate::shape::{Kind, Shape};
use crate::type_expr::{Bound, Bounds, Counted, bounds};

/// Adds the bounds that a type text states, as far as the field can have them.
pub(crate) fn bound(text: &str, shape: &Shape, constraints: &mut Constraints) {
    let (all, is_plain_text) = bounds(text);
    let (mut low, mut high) = (Limit::default(), Limit::default());
    let is_number = matches!(shape.kind, Kind::Integer | Kind::Number);
    let is_whole = shape.kind != Kind::Number;
    for bounds in all.iter().filter(|bounds| is_about(bounds, shape, is_plain_text && constraints.format.is_none())) {
        low.add(bounds.low.as_ref(), 1, is_whole);
        high.add(bounds.high.as_ref(), -1, is_whole);
    }
    let (low, high) = (low.settled(), high.settled());
    if matches!((&low, &high), (Some(low), Some(high)) if low.as_f64() > high.as_f64()) {
        return;
    }
    if is_number {
        constraints.minimum = constraints.minimum.take().or(low);
        constraints.maximum = constraints.maximum.take().or(high);
    } else {
        constraints.min_length = constraints.min_length.or(low.and_then(|low| low.as_u64()));
        constraints.max_length = constraints.max_length.or(high.and_then(|high| high.as_u64()));
    }
}

/// Whether the bounds are those of the field's values, or of how long they are. A text of a form that has a name may be a number.
fn is_about(bounds: &Bounds, shape: &Shape, is_plain_text: bool) -> bool {
    match &shape.kind {
        Kind::Integer | Kind::Number => matches!(bounds.counted, Counted::Unsaid | Counted::Value),
        Kind::String => match bounds.counted {
            Counted::Characters | Counted::Length => true,
            Counted::Unsaid => is_plain_text && bounds.is_named,
            Counted::Value | Counted::Items => false,
        },
        Kind::Array(item) => match bounds.counted {
            Counted::Items | Counted::Length => true,
            Counted::Unsaid if item.kind == Kind::Unknown => true,
            Counted::Unsaid => bounds.is_named && matches!(item.kind, Kind::Object(_) | Kind::Reference(_)),
            Counted::Value | Counted::Characters => false,
        },
        _ => false,
    }
}

/// A bound that may have been stated several times.
#[derive(Default)]
struct Limit {
    value: Option<Number>,
    is_unsure: bool,
}

impl Limit {
    /// Adds one; of whole numbers one that is not allowed itself is the next by `step`.
    fn add(&mut self, bound: Option<&Bound>, step: i64, is_whole: bool) {
        let Some(Bound { number, is_inclusive }) = bound else { return };
        let value = match (is_whole, is_inclusive) {
            (true, true) => number.parse::<i64>().ok().map(Number::from),
            (true, false) => number.parse::<i64>().ok().and_then(|value| value.checked_add(step)).map(Number::from),
            (false, true) => serde_json::from_str(number).ok(),
            // The model has no bound that is not allowed itself.
            (false, false) => None,
        };
        self.is_unsure |= self.value.is_some() && self.value != value;
        self.value = self.value.take().or(value);
    }

    fn settled(self) -> Option<Number> {
        self.value.filter(|_| !self.is_unsure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Evidence, Origin};
    use crate::shape::typed::of_type;
    use crate::type_expr;

    /// What a type text is read as, and its bounds: `integer 1..10`.
    fn read(text: &str) -> String {
        let origin = Origin { page: "p".to_owned(), evidence: Evidence::Field, overruled: None, span: None };
        let expr = type_expr::parse(text);
        let (shape, mut constraints) = of_type(&expr, &origin);
        bound(text, &shape, &mut constraints);
        let Constraints { minimum, maximum, min_length, max_length, .. } = constraints;
        let shown = |number: Option<Number>| number.map(|number| number.to_string()).unwrap_or_default();
        let low = shown(minimum.or(min_length.map(Number::from)));
        let high = shown(maximum.or(max_length.map(Number::from)));
        let bounds = if low.is_empty() && high.is_empty() { String::new() } else { format!(" {low}..{high}") };
        format!("{}{bounds}", shape.words())
    }

    #[test]
    fn a_bound_in_a_type_text_is_that_of_its_values() {
        for (text, wanted) in [
            ("string (max 100)", "string ..100"),
            ("string, max 100 chars", "string ..100"),
            ("string (max. 1,000 characters)", "string ..1000"),
            ("string (1-50 characters)", "string 1..50"),
            ("string (maxLength: 64, minLength: 2)", "string 2..64"),
            ("string (max length 64)", "string ..64"),
            ("string (length: 3 to 20)", "string 3..20"),
            ("string (min 8 max 64)", "string 8..64"),
            ("string up to 40 characters", "string ..40"),
            ("string (< 10 chars)", "string ..9"),
            ("string (exactly 6 characters)", "string 6..6"),
            ("string (3 characters)", "string ..3"),
            ("string(255)", "string ..255"),
            ("varchar(64)", "string ..64"),
            ("string (max 100) | null", "string | null ..100"),
            ("string | null (max 100)", "string | null ..100"),
            ("string (optional, max 100)", "string ..100"),
            ("number (0-100)", "number 0..100"),
            ("number (0.0 - 1.0)", "number 0.0..1.0"),
            ("number (-90 to 90)", "number -90..90"),
            ("number (0–100%)", "number 0..100"),
            ("integer (1..=50)", "integer 1..50"),
            ("integer [1..100]", "integer 1..100"),
            ("integer (>= 1)", "integer 1.."),
            ("integer >= 1", "integer 1.."),
            ("integer, >= 1", "integer 1.."),
            ("integer (> 0)", "integer 1.."),
            ("integer (>= 1 and <= 50)", "integer 1..50"),
            ("integer (1 <= n <= 50)", "integer 1..50"),
            ("integer (min: 1, max: 50)", "integer 1..50"),
            ("integer (1-100, default 20)", "integer 1..100"),
            ("integer (default 20, max 100)", "integer ..100"),
            ("integer, 1-100", "integer 1..100"),
            ("integer between 1 and 100", "integer 1..100"),
            ("integer: 1-100", "integer 1..100"),
            ("integer (1+)", "integer 1.."),
            ("integer (1 or more)", "integer 1.."),
            ("integer (at least 3)", "integer 3.."),
            ("array (max 10)", "any JSON[] ..10"),
            ("array (1-10)", "any JSON[] 1..10"),
            ("string[] (max 10 items)", "string[] ..10"),
            ("array of strings (up to 10 items)", "string[] ..10"),
            ("Order[] (max 10)", "Order[] ..10"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_may_be_about_something_else_bounds_nothing() {
        for (text, wanted) in [
            // Of a text a bare range may be the numbers that it holds; so may any bound of one with a form.
            ("string (0-100)", "string"),
            ("string (>= 1)", "string"),
            ("string (between 1 and 100)", "string"),
            ("string (date, max 2030)", "string"),
            ("uuid (max 36)", "string"),
            ("numeric string (max 100)", "string"),
            ("string (max 10 MB)", "string"),
            ("string (2020-01-01)", "string"),
            ("string (e.g. 1-10)", "string"),
            ("string (max 100 words)", "string"),
            ("integer (1-based)", "integer"),
            ("integer (max 10 items)", "integer"),
            ("integer (max 10 minutes)", "integer"),
            ("integer (int32)", "integer"),
            ("integer (max 10k)", "integer"),
            ("integer (10-1)", "integer"),
            ("integer (max 10, max 20)", "integer"),
            ("integer(11)", "integer"),
            ("decimal(10, 2)", "number"),
            ("number (> 0)", "number"),
            // What each item may be is said nowhere.
            ("string[] (max 100)", "string[]"),
            ("integer[] (0-100)", "integer[]"),
            ("array of strings (max 50 characters)", "string[]"),
            ("boolean (0-1)", "boolean"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
