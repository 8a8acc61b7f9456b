//! Input: an emitted file. Output: its text, item by item as `output` prints it.
//! Invariant: what does not parse fails the test that printed it.

use crate::emit::{EmittedFile, emit};
use crate::plan::model::{ApiPlan, CratePlan};

pub(super) fn text(file: &EmittedFile) -> String {
    let items = file.items.iter().map(|tokens| {
        let parsed = syn::parse2::<syn::File>(tokens.clone());
        prettyplease::unparse(&parsed.unwrap_or_else(|error| panic!("{}: {error}\n{tokens}", file.path)))
    });
    items.collect::<Vec<_>>().join("\n")
}

/// The plan with the files that follow from the rest of it.
pub(super) fn whole(plan: &CratePlan) -> CratePlan {
    let mut plan = plan.clone();
    plan.apis.iter_mut().for_each(|api| api.files = crate::plan::files(api));
    plan
}

pub(super) fn files(plan: &CratePlan) -> Vec<(String, String)> {
    emit(&whole(plan)).map(|file| (file.path.clone(), text(&file))).collect()
}

/// One file of a crate with one API.
pub(super) fn file(api: ApiPlan, path: &str) -> String {
    let files = files(&CratePlan { apis: vec![api] });
    files.into_iter().find(|(name, _)| name == path).expect("the file is emitted").1
}
