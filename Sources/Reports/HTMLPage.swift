/// The frame of a page: what it may do, how it looks, and its script.
struct HTMLPage {
  var title: String
  var language: Language

  private static let style = Embedded.files["HTML/report.css"] ?? ""
  private static let script = Embedded.files["HTML/report.js"] ?? ""

  /// What the page may do: show itself, in its own style, with its own script, each named by its hash.
  ///
  /// It may load
  /// nothing and send nothing, and a script that a name brought along would not run.
  ///
  /// Source: https://www.w3.org/TR/CSP3/
  private static let policy =
    "default-src 'none'; style-src '\(ScriptDigest.source(style))'; "
    + "script-src '\(ScriptDigest.source(script))'; img-src data:; base-uri 'none'; form-action 'none'"

  /// The whole page around what is shown.
  func text(_ body: String) -> String {
    """
    <!doctype html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>\(HTMLText.escaped(title))</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    \(body)<script>\(Self.script)</script>
    </body>
    </html>

    """
  }
}
