//! Input: the front pages of the checked-in APIs. Output: whether what they show compiles.
//! Invariant: the functions below are the fences, word for word but for space.

use fieldstone_apis::{Error, algoreg, chatting};

/// What stands in the fence of a module's docs, without its spaces.
fn fence(module: &str) -> String {
    let lines = module.lines().filter_map(|line| line.strip_prefix("//!"));
    let fence = lines.skip_while(|line| line.trim() != "```text").skip(1).take_while(|line| line.trim() != "```");
    bare(&fence.collect::<String>())
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "it is what the page shows")]
async fn of_algoreg(token: &str, id: &str) -> Result<(), Error> {
    let client = algoreg::Client::builder().base_url("https://...").bearer_token(token).build()?;
    match client.get_thread(id).await {
        Ok(answer) => println!("{answer:?}"),
        Err(error) if error.is_status() => eprintln!("{error}: {:?}", error.body()),
        Err(error) => return Err(error),
    }
    Ok(())
}

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "it is what the page shows")]
async fn of_chatting(token: &str, chatbot_id: &str, body: Vec<chatting::UpdateThreadStatusBody>) -> Result<(), Error> {
    let client = chatting::Client::builder().bearer_token(token).build()?;
    match client.update_thread_status(chatbot_id, body).await {
        Ok(answer) => println!("{answer:?}"),
        Err(error) if error.is_status() => eprintln!("{error}: {:?}", error.body()),
        Err(error) => return Err(error),
    }
    Ok(())
}

#[tokio::test]
async fn what_the_pages_show_compiles() {
    let here = bare(include_str!("front_page.rs"));
    for page in
        [include_str!("../../generated/src/algoreg/mod.rs"), include_str!("../../generated/src/chatting/mod.rs")]
    {
        let fence = fence(page);
        assert!(!fence.is_empty() && here.contains(&fence), "{fence}");
    }
    // A path value that is refused keeps the calls from the network.
    assert!(of_algoreg("token", "..").await.unwrap_err().is_request());
    assert!(of_chatting("token", "..", Vec::new()).await.unwrap_err().is_request());
}
