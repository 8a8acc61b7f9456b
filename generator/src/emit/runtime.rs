//! Input: nothing. Output: the hand-written support code that stands in every generated crate.
//! Invariant: the files under `generator/runtime` are the only ones; they are embedded as they are.

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("src/runtime/", $name), include_str!(concat!("../../runtime/", $name)))),*]
    };
}

/// Path inside the crate and text of every file of the support code.
pub const RUNTIME: &[(&str, &str)] = embed![
    "body.rs",
    "builder.rs",
    "call.rs",
    "chunks.rs",
    "client.rs",
    "collector.rs",
    "config.rs",
    "datetime.rs",
    "datetime_jiff.rs",
    "encode.rs",
    "error.rs",
    "error_text.rs",
    "events.rs",
    "form.rs",
    "journey.rs",
    "json.rs",
    "kind.rs",
    "listen.rs",
    "mod.rs",
    "observe.rs",
    "open.rs",
    "open_enum.rs",
    "options.rs",
    "outgoing.rs",
    "over_reqwest.rs",
    "over_ureq.rs",
    "paged.rs",
    "pages.rs",
    "path.rs",
    "payload.rs",
    "plain.rs",
    "presence.rs",
    "raw.rs",
    "request.rs",
    "retry.rs",
    "secret.rs",
    "sending.rs",
    "source.rs",
    "stream.rs",
    "streaming.rs",
    "style.rs",
    "testing.rs",
    "transport.rs",
    "union.rs",
    "unknown.rs",
    "upload.rs",
];

#[cfg(test)]
mod tests {
    use super::RUNTIME;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let entries = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime")).unwrap();
        let files = entries.map(Result::unwrap).filter(|entry| entry.path().is_file());
        let names = files.map(|entry| entry.file_name().into_string().unwrap());
        let mut there: Vec<String> = names.map(|name| format!("src/runtime/{name}")).collect();
        there.sort();
        assert_eq!(RUNTIME.iter().map(|(path, _)| *path).collect::<Vec<_>>(), there);
    }
}
