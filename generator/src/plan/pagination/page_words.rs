//! Input: the name of a parameter or of an answer's member. Output: what it means where a list comes in pages.
//! Invariant: whole names decide, whatever case they are written in; a name that may mean something else is none of them.

use heck::ToSnakeCase;

/// A name in lower case with `_` between its words: `nextPageToken` and `next-page-token` are one.
pub(super) fn plain(wire: &str) -> String {
    wire.to_snake_case()
}

const CURSORS: &[&str] = &[
    "after",
    "after_cursor",
    "after_id",
    "continuation",
    "continuation_token",
    "cursor",
    "cursor_after",
    "exclusive_start_key",
    "marker",
    "next",
    "next_cursor",
    "next_marker",
    "next_page_token",
    "next_token",
    "page_after",
    "page_cursor",
    "page_token",
    "pagination_cursor",
    "pagination_token",
    "start_after",
    "start_cursor",
    "start_key",
    "starting_after",
    "starting_token",
];
const OFFSETS: &[&str] = &["offset", "page_offset", "skip"];
const PAGES: &[&str] = &["current_page", "page", "page_index", "page_no", "page_num", "page_number"];

/// Words that a member's name may have behind `next`.
const NEXT: &[&str] =
    &["after", "continuation", "cursor", "id", "key", "marker", "page", "pagination", "start", "starting", "token"];

/// A parameter that says behind which item a page begins.
pub(super) fn is_cursor(name: &str) -> bool {
    CURSORS.contains(&name)
}

/// A parameter that says how many items are passed over.
pub(super) fn is_offset(name: &str) -> bool {
    OFFSETS.contains(&name)
}

/// A parameter that is the number of a page.
pub(super) fn is_page(name: &str) -> bool {
    PAGES.contains(&name)
}

/// A member that gives the cursor of the next page.
pub(super) fn is_next_cursor(name: &str) -> bool {
    let mut words = name.split('_');
    match words.next() {
        Some("next") => words.all(|word| NEXT.contains(&word)),
        Some("end" | "after") => words.eq(["cursor"]),
        Some("cursor") => words.eq(["next"]),
        _ => matches!(name, "continuation_token" | "last_evaluated_key"),
    }
}

/// A member that tells whether more pages follow.
pub(super) fn is_more(name: &str) -> bool {
    matches!(
        name,
        "has_more" | "has_more_items" | "has_more_pages" | "has_more_results" | "has_next" | "has_next_page" | "more"
    )
}

/// A member that gives the offset of the next page.
pub(super) fn is_next_offset(name: &str) -> bool {
    matches!(name, "next_offset" | "next_skip" | "next_start")
}

/// A member that gives the number of the next page.
pub(super) fn is_next_page(name: &str) -> bool {
    matches!(name, "next_page" | "next_page_number")
}

/// A member that counts the pages, or numbers the last.
pub(super) fn is_last_page(name: &str) -> bool {
    matches!(
        name,
        "last_page" | "max_page" | "num_pages" | "page_count" | "page_total" | "pages" | "pages_count" | "total_pages"
    )
}

/// A member that counts the items of the whole list.
pub(super) fn is_total(name: &str) -> bool {
    matches!(
        name,
        "total" | "total_count" | "total_elements" | "total_items" | "total_records" | "total_results" | "total_rows"
    )
}

/// A member that says how many items a full page has.
pub(super) fn is_per_page(name: &str) -> bool {
    matches!(name, "items_per_page" | "limit" | "page_limit" | "page_size" | "per_page" | "results_per_page")
}

/// An object that holds the list and what is said of it.
pub(super) fn is_envelope(name: &str) -> bool {
    matches!(name, "data" | "payload" | "response" | "result" | "results")
}

/// An object that says where the page stands.
pub(super) fn is_about_pages(name: &str) -> bool {
    matches!(
        name,
        "cursor"
            | "cursors"
            | "meta"
            | "metadata"
            | "page"
            | "page_info"
            | "pager"
            | "pagination"
            | "pagination_info"
            | "paging"
            | "response_metadata"
    )
}

/// A list that stands beside the items.
pub(super) fn is_aside(name: &str) -> bool {
    matches!(name, "errors" | "links" | "warnings")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_whatever_their_case() {
        for name in ["nextPageToken", "next_page_token", "next-page-token", "NextPageToken", "NEXT_PAGE_TOKEN"] {
            assert!(is_next_cursor(&plain(name)) && is_cursor(&plain(name)), "{name}");
        }
        assert!(is_cursor(&plain("page[after]")) && is_more(&plain("hasNextPage")) && is_page(&plain("pageNumber")));
    }

    #[test]
    fn a_name_that_may_mean_something_else_is_none() {
        for name in
            ["next_billing_date", "next_url", "next_step", "prev_cursor", "before", "token", "last_id", "nextAt"]
        {
            assert!(!is_next_cursor(&plain(name)) && !is_cursor(&plain(name)), "{name}");
        }
        for name in ["from", "start", "count", "page_size", "pages", "landing_page", "index"] {
            assert!(!is_offset(&plain(name)) && !is_page(&plain(name)), "{name}");
        }
    }
}
