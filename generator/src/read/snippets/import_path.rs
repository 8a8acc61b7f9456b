//! Input: the text behind `from`. Output: the paths inside the API's folder that it may mean.
//! Invariant: a path that comes back has no `..`, no root and nothing that another system reads as one.

/// How a text that is brought in is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Markdown with components.
    Page,
    /// JavaScript.
    Script,
}

/// What the name of a file says of it; `None` for pictures, data and packages.
pub(super) fn syntax(path: &str) -> Option<Syntax> {
    let name = path.rsplit('/').next()?;
    match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "mdx" | "md" => Some(Syntax::Page),
        "jsx" | "tsx" | "js" | "ts" => Some(Syntax::Script),
        _ => None,
    }
}

/// Whether `from` means a file of the API's at all, and not a package, an address or a picture.
pub(super) fn is_snippet(from: &str) -> bool {
    let name = from.rsplit(['/', '\\']).next().unwrap_or(from);
    let is_local = from.starts_with(['/', '.', '\\']);
    if from.contains("://") {
        return false;
    }
    match syntax(from) {
        Some(Syntax::Page) => true,
        // Packages have names such as `plot.js` too.
        Some(Syntax::Script) => is_local || from.starts_with("snippets/") || from.starts_with("_snippets/"),
        None => is_local && !name.contains('.'),
    }
}

/// Where `from` may lie, seen from `page`; `None` where it leads out of the folder.
pub(super) fn candidates(page: &str, from: &str) -> Option<Vec<String>> {
    if from.contains(['\\', ':', '\0']) {
        return None;
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let paths = if let Some(absolute) = from.strip_prefix('/') {
        vec![join("", absolute)?]
    } else if from.starts_with('.') {
        vec![join(folder, from)?]
    } else {
        vec![join("", from)?, join(folder, from)?]
    };
    if syntax(from).is_some() {
        return Some(paths);
    }
    let extended = |path: String| ["mdx", "md", "jsx"].map(|extension| format!("{path}.{extension}"));
    Some(paths.into_iter().flat_map(extended).collect())
}

/// `<Snippet file="...">`: where the older form looks.
pub(super) fn older(file: &str) -> Option<Vec<String>> {
    if file.contains(['\\', ':', '\0']) {
        return None;
    }
    let file = file.trim_start_matches('/');
    let folders = ["snippets", "_snippets", ""].map(|folder| join(folder, file));
    let paths = folders.into_iter().collect::<Option<Vec<_>>>()?;
    if syntax(file).is_some() {
        return Some(paths);
    }
    Some(paths.into_iter().flat_map(|path| [format!("{path}.mdx"), format!("{path}.md")]).collect())
}

fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_absolute_in_the_folder_or_relative_to_the_page() {
        let first = |page: &str, from: &str| candidates(page, from).and_then(|paths| paths.first().cloned());
        assert_eq!(first("a/b.mdx", "/snippets/x.mdx").as_deref(), Some("snippets/x.mdx"));
        assert_eq!(first("a/b.mdx", "../snippets/x.mdx").as_deref(), Some("snippets/x.mdx"));
        assert_eq!(first("a/b.mdx", "./x.md").as_deref(), Some("a/x.md"));
        assert_eq!(first("a/b.mdx", "./x").as_deref(), Some("a/x.mdx"));
        assert_eq!(candidates("a/b.mdx", "x.mdx").unwrap(), ["x.mdx", "a/x.mdx"]);
    }

    #[test]
    fn a_path_never_leads_out() {
        for from in ["../../x.mdx", "/../x.mdx", "..\\..\\x.mdx", "C:/x.mdx", "/snippets/../../x.mdx", "./a\0.mdx"] {
            assert_eq!(candidates("a/b.mdx", from), None, "{from}");
        }
        assert_eq!(older("../../x.mdx"), None);
    }

    #[test]
    fn packages_pictures_and_addresses_are_no_snippets() {
        for from in ["react", "jose", "@scope/a", "/images/a.png", "./a.css", "https://x.example/a.mdx", "plot.js"] {
            assert!(!is_snippet(from), "{from}");
        }
        for from in ["/snippets/a.mdx", "./a.jsx", "snippets/a.mdx", "../a", "snippets/a.jsx"] {
            assert!(is_snippet(from), "{from}");
        }
    }
}
