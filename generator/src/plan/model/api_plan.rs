//! Input: nothing; this is what is decided of a crate and of an API. Output: [`CratePlan`] and [`ApiPlan`].
//! Invariant: what an API consists of stands here in the order in which it is printed.

use super::access_plan::{AuthPlan, ServerPlan};
use super::file_plan::FilesPlan;
use super::name::RustName;
use super::operation_plan::OperationPlan;
use super::section_plan::SectionPlan;
use super::type_plan::TypePlan;

/// The whole crate.
#[derive(Clone, Debug, PartialEq)]
pub struct CratePlan {
    /// Its APIs, by name.
    pub apis: Vec<ApiPlan>,
}

impl CratePlan {
    /// The features of the APIs, each with the features that it turns on.
    pub fn features(&self) -> Vec<(String, Vec<String>)> {
        let mut features = Vec::new();
        for api in &self.apis {
            let mut sections: Vec<String> = api.sections.iter().map(|section| section.feature.clone()).collect();
            sections.sort();
            let name = api.module.bare().to_owned();
            features.push((name, sections.clone()));
            features.extend(sections.into_iter().map(|section| (section, Vec::new())));
        }
        features
    }
}

/// One API: a module and a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiPlan {
    /// How the crate is called in Rust.
    pub library: RustName,
    /// Module and feature.
    pub module: RustName,
    /// The name for people.
    pub title: String,
    /// Where the documentation is published.
    pub docs_url: Option<String>,
    /// The documented servers; the first is the default.
    pub servers: Vec<ServerPlan>,
    /// Those that only some operations have.
    pub other_servers: Vec<ServerPlan>,
    /// How a caller proves who it is.
    pub auth: AuthPlan,
    /// How the callers of single operations do it, each way once. None of them is [`AuthPlan::None`].
    pub other_auth: Vec<AuthPlan>,
    /// Whether operations differ in that.
    pub auth_differs: bool,
    /// The parts of a large API, in the order of the docs; each is a feature. Empty where the API is small.
    pub sections: Vec<SectionPlan>,
    /// Types, by name.
    pub types: Vec<TypePlan>,
    /// Operations, in the order of the docs.
    pub operations: Vec<OperationPlan>,
    /// The call that its example makes; `None` where there is nothing to call.
    pub example: Option<ExamplePlan>,
    /// Its files, and what goes into each.
    pub files: FilesPlan,
}

/// The call that an API's example makes.
#[derive(Clone, Debug, PartialEq)]
pub struct ExamplePlan {
    /// The operation, by the client's method.
    pub operation: RustName,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer. Untrusted text.
    pub answer: String,
}
