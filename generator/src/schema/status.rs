//! Input: a documented status. Output: what it means, in a word, and whether it is a success.
//! Invariant: both follow from the status alone, whatever an API means by it; of what names none its words decide.

/// What a status means, in one word made of the standard's phrase.
pub fn phrase(status: &str) -> Option<&'static str> {
    Some(match status {
        "200" => "Ok",
        "201" => "Created",
        "202" => "Accepted",
        "203" => "NonAuthoritative",
        "204" => "NoContent",
        "205" => "ResetContent",
        "206" => "PartialContent",
        "207" => "MultiStatus",
        "2XX" => "Success",
        "400" => "BadRequest",
        "401" => "Unauthorized",
        "402" => "PaymentRequired",
        "403" => "Forbidden",
        "404" => "NotFound",
        "405" => "MethodNotAllowed",
        "409" => "Conflict",
        "410" => "Gone",
        "413" => "ContentTooLarge",
        "415" => "UnsupportedMediaType",
        "422" => "UnprocessableContent",
        "429" => "TooManyRequests",
        "4XX" => "Client",
        "500" => "InternalServer",
        "502" => "BadGateway",
        "503" => "ServiceUnavailable",
        "504" => "GatewayTimeout",
        "5XX" => "Server",
        _ => return None,
    })
}

/// Whether it is the status of a success, or stands for all of them.
pub fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

/// Whether the words that an answer of no certain status is described and named with speak of failures.
pub fn is_called_error<'a>(words: impl IntoIterator<Item = &'a str>) -> bool {
    const WORDS: [&str; 8] = ["error", "wrong", "fail", "problem", "fault", "exception", "invalid", "unexpected"];
    words.into_iter().map(str::to_lowercase).any(|said| WORDS.iter().any(|word| said.contains(word)))
}
