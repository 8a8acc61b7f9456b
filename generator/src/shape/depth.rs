//! Input: a shape, an example, a value. Output: the same, with any JSON in place of what stands deeper than is followed.
//! Invariant: nothing that is left is deeper, so that whoever walks it by recursion, rustc among them, comes to an end.

use serde_json::Value;

use super::visit::children_mut;
use super::{Kind, Member, Shape};
use crate::read::json::{Json, JsonKind};
use crate::source::Span;

/// The way down, with the first place that is too deep.
pub(crate) struct Cut {
    most: usize,
    /// Where it was cut, if anywhere.
    pub(crate) place: Option<Span>,
}

impl Cut {
    /// Lists, maps, objects and alternatives stand at most this deep.
    pub(crate) fn at(most: usize) -> Self {
        Self { most, place: None }
    }

    pub(crate) fn member(&mut self, member: &mut Member) {
        let place = member.span();
        self.shape_at(&mut member.shape, 1, place);
        member.examples.retain(|value| !is_deeper(value, self.most));
        member.default.take_if(|value| is_deeper(value, self.most));
    }

    pub(crate) fn shape(&mut self, shape: &mut Shape) {
        self.shape_at(shape, 1, None);
    }

    fn shape_at(&mut self, shape: &mut Shape, depth: usize, around: Option<Span>) {
        let around = shape.span.or(around);
        if depth > self.most && is_container(&shape.kind) {
            self.place = self.place.or(around);
            shape.kind = Kind::Any;
            return;
        }
        match &mut shape.kind {
            Kind::Object(object) => {
                for member in &mut object.members {
                    let place = member.span().or(around);
                    self.shape_at(&mut member.shape, depth + 1, place);
                    member.examples.retain(|value| !is_deeper(value, self.most));
                    member.default.take_if(|value| is_deeper(value, self.most));
                }
            }
            _ => children_mut(shape, &mut |inner| self.shape_at(inner, depth + 1, around)),
        }
    }

    pub(crate) fn json(&mut self, json: &mut Json) {
        self.json_at(json, 1);
    }

    fn json_at(&mut self, json: &mut Json, depth: usize) {
        if depth > self.most && matches!(json.kind, JsonKind::Array(_) | JsonKind::Object(_)) {
            self.place = self.place.or(Some(json.span));
            json.kind = JsonKind::LeftOut;
        }
        match &mut json.kind {
            JsonKind::Array(items) => {
                items.iter_mut().for_each(|item| self.json_at(item, depth + 1));
                items.retain(|item| item.kind != JsonKind::LeftOut);
            }
            JsonKind::Object(members) => members.iter_mut().for_each(|(_, value)| self.json_at(value, depth + 1)),
            _ => {}
        }
    }
}

fn is_container(kind: &Kind) -> bool {
    matches!(kind, Kind::Array(_) | Kind::Map(_) | Kind::Object(_) | Kind::Union(_))
}

/// Whether lists and objects stand deeper inside each other.
pub(crate) fn is_deeper(value: &Value, most: usize) -> bool {
    let mut open = vec![(value, 1)];
    while let Some((value, depth)) = open.pop() {
        match value {
            Value::Array(_) | Value::Object(_) if depth > most => return true,
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(members) => open.extend(members.values().map(|value| (value, depth + 1))),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::json;
    use crate::schema::{Evidence, Origin};
    use crate::shape::example;
    use crate::source::SourceMap;

    fn sample(text: &str) -> Json {
        let mut sources = SourceMap::new();
        let file = sources.add("p.md", "p.md", text);
        json::parse(text, file, 0).unwrap()
    }

    fn shape_of(json: &Json) -> Shape {
        let origin = Origin { page: "p".to_owned(), evidence: Evidence::Example, overruled: None, span: None };
        example::shape(json, Evidence::Example, &origin)
    }

    #[test]
    fn what_is_deeper_is_any_json_and_its_place_is_known() {
        let mut shape = shape_of(&sample("[[[[1]]]]"));
        let mut cut = Cut::at(4);
        cut.shape(&mut shape);
        assert_eq!((shape.words().as_str(), cut.place), ("integer[][][][]", None));
        let mut cut = Cut::at(3);
        cut.shape(&mut shape);
        assert_eq!(shape.words(), "any JSON[][][]");
        // What an example shows of items stands at their list.
        assert_eq!(cut.place.map(|place| place.start), Some(2));
    }

    #[test]
    fn a_value_of_the_deepest_list_stays() {
        let mut json = sample("{\"a\": {\"b\": 1, \"c\": {}, \"d\": [[2]]}}");
        let mut cut = Cut::at(2);
        cut.json(&mut json);
        assert_eq!(json.to_value(), serde_json::json!({ "a": { "b": 1 } }));
        assert!(cut.place.is_some());
        let mut list = sample("[[1, [2]], []]");
        Cut::at(2).json(&mut list);
        assert_eq!(list.to_value(), serde_json::json!([[1], []]));
        assert_eq!(shape_of(&list).words(), "integer[][]");
    }

    #[test]
    fn values_are_measured_without_recursion() {
        let mut deep = serde_json::json!(1);
        for _ in 0..100 {
            deep = Value::Array(vec![deep]);
        }
        assert!(is_deeper(&deep, 99) && !is_deeper(&deep, 100));
    }
}
