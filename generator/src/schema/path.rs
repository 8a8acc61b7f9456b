//! Input: the path template of an operation. Output: its pieces, the names of its parameters, and
//! what tells it from others.
//! Invariant: the pieces are the template, in order and whole.

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text, slashes included.
    Literal(&'a str),
    /// The name inside `{}`.
    Parameter(&'a str),
}

/// The pieces of a template, in order. A brace that is never closed is text.
pub fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Literal(before));
        }
        pieces.push(Piece::Parameter(name));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

/// The names of a template's parameters, in order.
pub fn parameters(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).into_iter().filter_map(|piece| match piece {
        Piece::Parameter(name) => Some(name),
        Piece::Literal(_) => None,
    })
}

/// The same template whatever its parameters are called: what tells two operations apart.
pub fn identity(template: &str) -> String {
    pieces(template)
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => *text,
            Piece::Parameter(_) => "{}",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brace_that_is_never_closed_is_text() {
        assert_eq!(pieces("/a/{b}/{c"), [Piece::Literal("/a/"), Piece::Parameter("b"), Piece::Literal("/{c")]);
    }

    #[test]
    fn parameters_are_named_in_order() {
        assert_eq!(parameters("/a/{b}/c{d}").collect::<Vec<_>>(), ["b", "d"]);
    }

    #[test]
    fn what_parameters_are_called_tells_no_operations_apart() {
        assert_eq!(identity("/a/{b}/c"), identity("/a/{x}/c"));
        assert_ne!(identity("/a/{b}/c"), identity("/a/b/c"));
    }
}
