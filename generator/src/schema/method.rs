//! Input: words that may be HTTP methods. Output: which of them are, and what follows from a method alone.
//! Invariant: what follows from a method is custom alone; what a page says of an operation counts for more.

/// Every method that an operation can have, in upper case.
pub const ALL: [&str; 9] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"];

/// Whether a word is a method, in either case.
pub fn is_method(word: &str) -> bool {
    ALL.iter().any(|method| method.eq_ignore_ascii_case(word))
}

/// Whether an OpenAPI 3.1 document has a place for operations of a method, in upper case.
pub fn is_of_openapi(method: &str) -> bool {
    ALL.contains(&method) && method != "QUERY"
}

/// Whether what is sent with it goes into a body by custom.
pub fn sends_body(method: &str) -> bool {
    matches!(method, "POST" | "PUT" | "PATCH")
}

/// Whether what is sent with it goes into the query by custom.
pub fn sends_query(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "DELETE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_known_in_either_case() {
        assert!(is_method("Patch") && is_method("QUERY") && !is_method("DEL") && !is_method(""));
    }

    #[test]
    fn what_is_sent_goes_one_way_by_custom() {
        for method in ALL {
            assert!(!(sends_body(method) && sends_query(method)), "{method}");
        }
    }

    #[test]
    fn a_document_has_no_place_for_queries() {
        assert!(is_of_openapi("GET") && is_of_openapi("TRACE"));
        assert!(!is_of_openapi("QUERY") && !is_of_openapi("get"));
    }
}
