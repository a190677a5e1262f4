import Digests

/// The parts of the page that are the same for every manifest, from the files in `Page`.
enum GalleryPage {
    /// The scripts in the order in which they stand in the page: nothing is called before all of them are there.
    private static let scripts = [
        PackageResources.text_js, PackageResources.entries_js, PackageResources.filters_js,
        PackageResources.periods_js, PackageResources.chart_js, PackageResources.charts_js, PackageResources.figures_js,
        PackageResources.media_js, PackageResources.cards_js, PackageResources.list_js, PackageResources.large_js,
        PackageResources.page_js,
    ]

    private static let script = scripts.reduce(into: []) { $0 += $1 }

    /// Everything before the first entry.
    static let head: [UInt8] = {
        var bytes = Array("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n".utf8)
        bytes += "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n".utf8
        bytes += PackageResources.head_html
        bytes += "<style>".utf8 + PackageResources.style_css + "</style>\n</head>\n".utf8
        bytes += PackageResources.body_html
        bytes += "<script type=\"application/json\" id=\"entries\">[".utf8
        return bytes
    }()

    /// What stands between the last entry and the facts about all of them.
    static let betweenEntriesAndFacts = Array("\n]</script>\n<script type=\"application/json\" id=\"facts\">".utf8)

    /// Everything behind the facts.
    static let tail: [UInt8] =
        Array("</script>\n<script type=\"module\">".utf8) + script
        + Array("</script>\n</body>\n</html>\n".utf8)

    /// Nothing runs or is loaded but the page's own script and style, by their hashes, and media by their links
    /// (https://www.w3.org/TR/CSP3/).
    private static let policy = [
        "default-src 'none'", "script-src '\(source(script))'", "style-src '\(source(PackageResources.style_css))'",
        "media-src http: https:", "img-src http: https: data:", "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")

    private static func source(_ bytes: [UInt8]) -> String { "sha256-" + base64(SHA256.hash(bytes)) }
}
