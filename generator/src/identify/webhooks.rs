//! Input: what documents say of webhooks. Output: the model's [`Webhook`]s, by name.
//! Invariant: one name is one webhook; the first document that has it counts.

use crate::draft::document::WebhookDraft;
use crate::identify::types::collect::Collector;
use crate::identify::types::place::{Own, Place};
use crate::identify::words;
use crate::schema::Webhook;

/// Makes them refer to the types of what they carry.
pub(crate) fn all(drafts: Vec<WebhookDraft>, types: &mut Collector) -> Vec<Webhook> {
    let mut webhooks: Vec<Webhook> = Vec::new();
    for draft in drafts {
        let WebhookDraft { name, title, description, member, origins } = draft;
        if webhooks.iter().any(|known| known.name == name) {
            continue;
        }
        let key = format!("webhook {name}");
        let own = Own::Webhook(words::split(&name));
        let place = types.apart(Place { key, own, inside: None, call: None, is_sent: false });
        let ty = member.map(|member| types.intern(&member.shape, &place, &member.origins));
        webhooks.push(Webhook { name, summary: title, description, ty, origins });
    }
    webhooks.sort_by(|a, b| a.name.cmp(&b.name));
    webhooks
}
