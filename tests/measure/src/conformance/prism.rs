//! Input: an OpenAPI document. Output: a server on loopback that answers what the document says, and refuses what it does not.
//! Invariant: the server lives no longer than its handle, nor than this program, however that ends.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::commands::output;

/// The package, and the version that the suite was written against.
const PACKAGE: &str = "@stoplight/prism-cli";
const VERSION: &str = "5.16.0";

/// How long the server may take to be ready: a document of many megabytes takes seconds.
const PATIENCE: Duration = Duration::from_secs(90);
const BEAT: Duration = Duration::from_millis(50);

/// Ends the server when the pipe to this program closes: that happens even where this program is killed.
const LEASH: &str = "process.stdin.resume();process.stdin.on('end', () => process.exit(0));\n";

/// The installed program.
#[derive(Debug)]
pub(super) struct Prism {
    folder: PathBuf,
}

/// A server that runs.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    port: u16,
}

impl Prism {
    /// Installs it below `work`, unless it is there.
    pub(super) fn install(work: &Path) -> Result<Self, String> {
        for tool in ["node", "npm"] {
            let said = output(Command::new(tool).arg("--version"));
            said.and_then(|said| said.good()).map_err(|why| {
                format!("the server is a node program, and `{tool}` does not run here: {}", why.trim())
            })?;
        }
        let folder = work.join("prism");
        let failed = |error: std::io::Error| format!("`{}`: {error}", folder.display());
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let prism = Self { folder: folder.clone() };
        std::fs::write(prism.leash(), LEASH).map_err(failed)?;
        if prism.installed().as_deref() != Some(VERSION) {
            std::fs::write(folder.join("package.json"), "{ \"private\": true }\n").map_err(failed)?;
            let mut npm = Command::new("npm");
            npm.args(["install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]);
            let said = output(npm.arg(format!("{PACKAGE}@{VERSION}")).current_dir(&folder))?;
            said.good().map_err(|why| format!("`{PACKAGE}` cannot be installed: {}", why.trim()))?;
        }
        Ok(prism)
    }

    fn package(&self) -> PathBuf {
        self.folder.join("node_modules").join(PACKAGE)
    }

    fn leash(&self) -> PathBuf {
        self.folder.join("leash.cjs")
    }

    fn installed(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.package().join("package.json")).ok()?;
        let manifest: serde_json::Value = serde_json::from_str(&text).ok()?;
        Some(manifest.get("version")?.as_str()?.to_owned())
    }

    /// Serves `document`; what the server says goes into `log`. Returns once it answers.
    pub(super) fn serve(&self, document: &Path, log: &Path) -> Result<Server, String> {
        /// Another program may take the port in the moment between our asking for a free one and the server's.
        const TRIES: usize = 3;
        let mut why = String::new();
        for _ in 0..TRIES {
            match self.try_to_serve(document, log) {
                Ok(server) => return Ok(server),
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    fn try_to_serve(&self, document: &Path, log: &Path) -> Result<Server, String> {
        let port = free_port().map_err(|error| format!("no port is free: {error}"))?;
        let said = File::create(log).map_err(|error| format!("`{}`: {error}", log.display()))?;
        let also = said.try_clone().map_err(|error| error.to_string())?;
        let mut node = Command::new("node");
        node.arg("--require").arg(self.leash()).arg(self.package().join("dist").join("index.js"));
        // What it makes up, it makes up the same way each time.
        node.args([
            "mock",
            "--errors",
            "--seed",
            "fieldstone",
            "--verboseLevel",
            "warn",
            "--host",
            "127.0.0.1",
            "--port",
        ]);
        node.arg(port.to_string()).arg(document);
        node.stdin(Stdio::piped()).stdout(said).stderr(also);
        let child = node.spawn().map_err(|error| format!("`node` cannot be run: {error}"))?;
        let mut server = Server { child, port };
        let begun = Instant::now();
        loop {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(server);
            }
            let ended = server.child.try_wait().map_err(|error| error.to_string())?;
            if ended.is_some() || begun.elapsed() > PATIENCE {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                return Err(format!("the server of `{}` did not come up: {}", document.display(), said.trim()));
            }
            std::thread::sleep(BEAT);
        }
    }
}

impl Server {
    /// Where it answers.
    pub(super) fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is one process: without its option for more it starts no other.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
