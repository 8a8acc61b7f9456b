//! Input: what documents say of webhooks. Output: the model's [`Webhook`]s, by name.
//! Invariant: one name is one webhook; the first document that has it counts.

use crate::schema::Webhook;

use super::draft::WebhookDraft;
use super::names;
use super::types::{Place, Types};

/// Makes them refer to the types of what they carry.
pub(super) fn all(drafts: Vec<WebhookDraft>, types: &mut Types<'_>) -> Vec<Webhook> {
    let mut webhooks: Vec<Webhook> = Vec::new();
    for draft in drafts {
        let WebhookDraft { name, title, description, member, origins } = draft;
        if webhooks.iter().any(|known| known.name == name) {
            continue;
        }
        let key = format!("webhook {name}");
        let wish = format!("{}Webhook", names::camel(&name));
        let place = Place { family: key.clone(), key, name: wish, resource: None };
        let ty = member.map(|member| types.intern(&member.shape, &place, &member.origins));
        webhooks.push(Webhook { name, summary: title, description, ty, origins });
    }
    webhooks.sort_by(|a, b| a.name.cmp(&b.name));
    webhooks
}
