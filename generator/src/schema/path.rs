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

/// A template without the query and the fragment that tell its operation from others of the same path.
pub fn bare(template: &str) -> &str {
    let mut end = 0;
    for piece in pieces(template) {
        end += match piece {
            Piece::Literal(text) => match text.find(['?', '#']) {
                Some(at) => return template.get(..end + at).unwrap_or(template),
                None => text.len(),
            },
            Piece::Parameter(name) => name.len() + 2,
        };
    }
    template
}

/// What stands behind the path: a query, which is sent, and a fragment, which is not.
pub fn tail(template: &str) -> &str {
    template.get(bare(template).len()..).unwrap_or_default()
}

/// The query that every call of a template has, as it is written. What has a parameter in it is none that is fixed.
pub fn fixed_query(template: &str) -> impl Iterator<Item = &str> {
    let query = tail(template).split('#').next().unwrap_or_default().trim_start_matches('?');
    query.split('&').filter(|pair| !pair.is_empty() && !pair.contains(['{', '}']))
}

/// The names of the parameters of a template's path, in order.
pub fn parameters(template: &str) -> impl Iterator<Item = &str> {
    pieces(bare(template)).into_iter().filter_map(|piece| match piece {
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

/// A name without its case and its joints: `user_id` and `userId` are one parameter.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brace_that_is_never_closed_is_text() {
        assert_eq!(pieces("/a/{b}/{c"), [Piece::Literal("/a/"), Piece::Parameter("b"), Piece::Literal("/{c")]);
    }

    #[test]
    fn what_stands_behind_a_path_is_no_part_of_it() {
        let of = |text| (bare(text).to_owned(), fixed_query(text).collect::<Vec<_>>().join(" "), tail(text).to_owned());
        let want = |path: &str, query: &str, tail: &str| (path.to_owned(), query.to_owned(), tail.to_owned());
        assert_eq!(of("/a?b=c&d={d}&e#f"), want("/a", "b=c e", "?b=c&d={d}&e#f"));
        assert_eq!(of("/a#f?b=c"), want("/a", "", "#f?b=c"));
        assert_eq!(of("/a/{b}"), want("/a/{b}", "", ""));
        assert_eq!(of("{a?b}/c?d"), want("{a?b}/c", "d", "?d"));
        assert_eq!(parameters("/a/{b}?c={c}").collect::<Vec<_>>(), ["b"]);
        assert_ne!(identity("/a?b=c"), identity("/a"));
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
