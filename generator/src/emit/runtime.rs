//! Input: nothing. Output: the hand-written support code that stands in every generated crate.
//! Invariant: the files under `generator/runtime` are the only ones; they are embedded as they are.

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("src/runtime/", $name), include_str!(concat!("../../runtime/", $name)))),*]
    };
}

/// Path inside the crate and text of every file of the support code.
pub const RUNTIME: &[(&str, &str)] = embed![
    "attempts.rs",
    "binding.rs",
    "body.rs",
    "body_source.rs",
    "box_future.rs",
    "call.rs",
    "chunks.rs",
    "client.rs",
    "client_builder.rs",
    "client_kind.rs",
    "client_streaming.rs",
    "collector.rs",
    "config.rs",
    "credentials.rs",
    "datetime.rs",
    "datetime_jiff.rs",
    "decode.rs",
    "decode_plain.rs",
    "download.rs",
    "encode.rs",
    "error.rs",
    "error_body.rs",
    "error_display.rs",
    "event_parser.rs",
    "event_stream.rs",
    "form.rs",
    "json_tree.rs",
    "json_tree_builder.rs",
    "json_tree_reader.rs",
    "memory_transport.rs",
    "mod.rs",
    "open_enum.rs",
    "open_stream.rs",
    "operation.rs",
    "pages.rs",
    "pagination.rs",
    "path_builder.rs",
    "path_form.rs",
    "path_template.rs",
    "payload.rs",
    "presence.rs",
    "query_style.rs",
    "raw_response.rs",
    "record.rs",
    "record_reader.rs",
    "record_table.rs",
    "record_writer.rs",
    "request_body.rs",
    "request_options.rs",
    "request_writer.rs",
    "reqwest_body.rs",
    "reqwest_transport.rs",
    "restart.rs",
    "retry.rs",
    "secret.rs",
    "span.rs",
    "transport.rs",
    "union.rs",
    "union_reader.rs",
    "union_stream.rs",
    "union_table.rs",
    "unknown_members.rs",
    "upload.rs",
    "ureq_addresses.rs",
    "ureq_transport.rs",
    "vacant.rs",
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
