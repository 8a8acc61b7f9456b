//! Input: the responses of one operation. Output: what its success and its errors give.
//! Invariant: every documented status of a success ends in one type, or in a variant of one enum.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

use crate::schema::{Operation, Response, Type, status};

use super::identifiers::{Case, Scope};
use super::item_docs;
use super::model::{AnswerVariantPlan, AnswersPlan, RustName, RustType};
use super::planner::Planner;
use super::status_arms;

/// The variant that keeps the answer of a status that is not documented.
const UNKNOWN: &str = "Other";

/// What the answers of an operation are.
pub(super) struct Answers {
    pub(super) success: Option<RustType>,
    pub(super) several: Option<AnswersPlan>,
    pub(super) errors: Vec<(String, RustType)>,
}

impl Planner<'_> {
    /// The answers of an operation; the name of an enum of them is claimed after the operation's own.
    pub(super) fn answers(&self, operation: &Operation, name: &RustName, scope: &mut Scope) -> Answers {
        if operation.method == "HEAD" {
            // Whatever is documented of it is what a GET would answer.
            return Answers { success: None, several: None, errors: Vec::new() };
        }
        let (mut successes, failures): (Vec<&Response>, Vec<&Response>) =
            operation.responses.iter().partition(|response| status::is_success(&response.status));
        if successes.is_empty() {
            // What holds of every status that is not listed holds of a success, too, unless it is called an error.
            let is_error = |response: &Response| {
                let ty = match &response.ty {
                    Some(Type::Named(name)) => name.as_str(),
                    _ => "",
                };
                // A name of ours begins with the operation's, whose words say nothing of the answer.
                let ty = ty.strip_prefix(operation.id.to_upper_camel_case().as_str()).unwrap_or(ty);
                status::is_called_error([response.description.as_deref().unwrap_or_default(), ty])
            };
            let default = failures.iter().filter(|response| response.status == "default" && !is_error(response));
            successes.extend(default.copied());
        }
        let errors = failures.iter().filter_map(|response| Some((response.status.clone(), self.received(response)?)));
        // The body of an error is kept as it comes; only JSON is worth another reading.
        let errors = errors.filter(|(_, ty)| ty.is_json()).collect();
        // Of two answers with one status the first counts.
        let mut there = BTreeSet::new();
        successes.retain(|response| there.insert(response.status.as_str()));
        let types: Vec<Option<RustType>> = successes.iter().map(|response| self.received(response)).collect();
        let Some(first) = types.first() else { return Answers { success: None, several: None, errors } };
        if types.iter().all(|ty| ty == first) {
            return Answers { success: first.clone(), several: None, errors };
        }
        let mut reads = status_arms::answers(successes.iter().map(|response| response.status.as_str()));
        let variants = successes.iter().zip(types).map(|(response, ty)| AnswerVariantPlan {
            name: variant_name(&response.status),
            status: response.status.clone(),
            read_for: reads.next().flatten(),
            docs: item_docs::docs(
                response.description.as_deref(),
                || format!("The answer of status {}.", response.status),
                Vec::new(),
            ),
            ty,
        });
        let several = AnswersPlan {
            name: scope.claim(&format!("{}Answer", name.as_str()), Case::Camel, "Type"),
            variants: variants.collect(),
            unknown: RustName(UNKNOWN.to_owned()),
        };
        Answers { success: None, several: Some(several), errors }
    }
}

fn variant_name(status: &str) -> RustName {
    let name = match status::phrase(status) {
        Some(phrase) => phrase.to_owned(),
        None if status == "default" => "Default".to_owned(),
        None => format!("Status{status}"),
    };
    RustName(name)
}
