//! Input: what documents say of webhooks. Output: the model's [`Webhook`]s, by name.
//! Invariant: one name is one webhook; the first document that has it counts.

use crate::draft::document::WebhookDraft;
use crate::identify::types::Types;
use crate::identify::types::place::TypePlace;
use crate::identify::words;
use crate::schema::Webhook;

/// Makes them refer to the types of what they carry.
pub(crate) fn all(drafts: Vec<WebhookDraft>, types: &mut Types<'_>) -> Vec<Webhook> {
    let mut webhooks: Vec<Webhook> = Vec::new();
    for draft in drafts {
        let WebhookDraft { name, title, description, member, origins } = draft;
        if webhooks.iter().any(|known| known.name == name) {
            continue;
        }
        let key = format!("webhook {name}");
        let wish = format!("{}Webhook", words::camel(&name));
        let place = types.apart(TypePlace { family: key.clone(), key, name: wish, resource: None });
        let ty = member.map(|member| types.intern(&member.shape, &place, &member.origins));
        webhooks.push(Webhook { name, summary: title, description, ty, origins });
    }
    webhooks.sort_by(|a, b| a.name.cmp(&b.name));
    webhooks
}
