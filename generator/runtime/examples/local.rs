//! Input: an answer. Output: the address of a server on loopback that gives it to whoever asks.
//! Invariant: it serves one example and ends with it; it reads no more of a request than its length.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

/// Starts a server that answers every request with this status and JSON, and gives its base URL.
pub(crate) fn serve(status: u16, body: &'static str) -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away is its own affair.
            let _ = answer(&stream, status, body);
        }
    });
    Ok(url)
}

fn answer(mut stream: &TcpStream, status: u16, body: &str) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    io::copy(&mut reader.take(length), &mut io::sink())?;
    write!(
        stream,
        "HTTP/1.1 {status} Example\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
