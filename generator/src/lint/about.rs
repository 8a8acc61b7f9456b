//! Input: a code. Output: what its diagnostics are about.
//! Invariant: every code stands in one of the lists.

use crate::diagnostics::Code;

/// What a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The documentation: whoever writes the pages mends it, and every reader is better off.
    Docs,
    /// The project files: they say something of the pages that does not hold, or not any more.
    Project,
    /// What this program makes of pages that may well be right: what it takes for something else, or leaves out.
    Reading,
}

/// What is told by `lint` alone: it changes nothing in the crate.
const OF_LINT: &[Code] = &[
    Code::BodyOnGet,
    Code::ValueNotListed,
    Code::DuplicateStatus,
    Code::SeveralOperations,
    Code::ForeignHost,
    Code::UnusedSnippet,
];

const DOCS: &[Code] = &[
    Code::EmptyPage,
    Code::InvalidUtf8,
    Code::UnclosedTag,
    Code::StrayClosingTag,
    Code::MalformedTag,
    Code::UnclosedFence,
    Code::UnclosedComment,
    Code::InvalidFrontmatter,
    Code::InvalidExample,
    Code::LooseExample,
    Code::DuplicateMember,
    Code::NoEndpoint,
    Code::NotAnOperation,
    Code::NoOperations,
    Code::DuplicateOperation,
    Code::UnnamedField,
    Code::NoLocation,
    Code::LocationMoved,
    Code::InvalidAttribute,
    Code::FlagAsText,
    Code::UnknownType,
    Code::MissingType,
    Code::DuplicateField,
    Code::ExampleContradictsField,
    Code::FieldOnlyInExample,
    Code::FieldNotInExample,
    Code::FieldsInsideEnvelope,
    Code::FieldOnlyOnSomePages,
    Code::TypeConflict,
    Code::ClaimsContradict,
    Code::PathParameterUndocumented,
    Code::PathParameterUnused,
    Code::PageCutOff,
    Code::MissingSnippet,
    Code::SnippetCycle,
    Code::UnsafeHost,
];

const PROJECT: &[Code] = &[
    Code::MissingDocument,
    Code::InvalidProject,
    Code::StaleErratum,
    Code::StaleName,
    Code::StaleEvidence,
    Code::UnusedComponent,
    Code::UnusedAllow,
    Code::DuplicateApi,
    Code::PathEscape,
];

/// What the diagnostics of a code are about.
pub fn about(code: Code) -> About {
    if is_of_lint(code) || DOCS.contains(&code) {
        About::Docs
    } else if PROJECT.contains(&code) {
        About::Project
    } else {
        About::Reading
    }
}

/// Whether `lint` alone tells diagnostics of this code.
pub fn is_of_lint(code: Code) -> bool {
    OF_LINT.contains(&code) || code == Code::UnusedAllow
}

#[cfg(test)]
mod tests {
    use super::*;

    const READING: &[Code] = &[
        Code::PageTooLarge,
        Code::NestingTooDeep,
        Code::RowNotRead,
        Code::AmbiguousNesting,
        Code::UnknownFormat,
        Code::NotAPage,
        Code::DetailNotRead,
        Code::ComponentTakenAsField,
        Code::ComponentNotRead,
        Code::Unsupported,
        Code::FieldNotAccounted,
        Code::DocumentNotRead,
        Code::LikelyCredential,
        Code::NamesRenewed,
        Code::UnreadablePage,
        Code::HostChanged,
        Code::UnwritableApi,
    ];

    #[test]
    fn every_code_is_about_one_thing() {
        for code in Code::ALL {
            let lists = [OF_LINT, DOCS, PROJECT, READING];
            let count = lists.iter().filter(|list| list.contains(code)).count();
            assert_eq!(count, 1, "{}: put it into one list of lint/about.rs", code.as_str());
        }
    }
}
