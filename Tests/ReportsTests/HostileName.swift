import Testing

/// A name that somebody with rights in an account could give to a state, a role or a policy.
struct HostileName: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var name: String

  /// The sample with this name wherever a name goes.
  var sample: SampleReport {
    SampleReport(
      stateMachine: name, state: name, role: name, policy: name, sid: name, target: name, file: name
    )
  }

  static let all = [
    HostileName(testDescription: "a script", name: "<script>alert(1)</script>"),
    HostileName(testDescription: "an image", name: "<img src=x onerror=alert(1)>"),
    HostileName(testDescription: "a comment that never ends", name: "<!-- "),
    HostileName(testDescription: "an entity", name: "&lt;b&gt; &#64;team"),
    HostileName(testDescription: "newlines and a heading", name: "a\n# owned\n\n- b\r\n---\r"),
    HostileName(testDescription: "a table", name: "a|b\\|c||d\\"),
    HostileName(testDescription: "one backtick", name: "a`b"),
    HostileName(testDescription: "backticks around HTML", name: "`<i>`` x ```<b>```"),
    HostileName(testDescription: "only backticks", name: "``"),
    HostileName(testDescription: "a fence", name: "\n```\n<script>\n```\n"),
    HostileName(testDescription: "tildes", name: "\n~~~\nx"),
    HostileName(testDescription: "emphasis", name: "**bold** __it__ ~~gone~~"),
    HostileName(
      testDescription: "a link", name: "[x](javascript:alert(1)) ![y](http://e.example/p.png)"),
    HostileName(
      testDescription: "autolinks",
      name: "https://e.example www.e.example <http://e.example> a@e.example"),
    HostileName(
      testDescription: "mentions and references", name: "@everyone @org/team #1 GH-2 org/repo#3"),
    HostileName(testDescription: "a turn of direction", name: "abc\u{202E}txt.exe\u{2066}"),
    HostileName(
      testDescription: "control characters",
      name: "\u{0}\u{1B}[31mred\u{1B}]0;title\u{7}\u{8}\u{9B}2J\u{7F}"),
    HostileName(testDescription: "line separators", name: "a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f"),
    HostileName(
      testDescription: "what cannot be seen",
      name: "a\u{200B}\u{FEFF}\u{AD}\u{FE0F}\u{E0041}\u{3164}b"),
    HostileName(testDescription: "a formula", name: "=HYPERLINK(\"x\")"),
    HostileName(testDescription: "a heading", name: "# a #"),
    HostileName(testDescription: "a setext heading", name: "==="),
    HostileName(testDescription: "a quotation and a list", name: "> 1. - + *"),
    HostileName(testDescription: "mathematics", name: "$`x`$ $$y$$"),
    HostileName(testDescription: "blanks", name: "  "),
    HostileName(testDescription: "a backslash at the end", name: "a\\"),
    HostileName(
      testDescription: "a combining mark behind signs", name: "|\u{301}`\u{301}<\u{301}@\u{301}x"),
    HostileName(testDescription: "Japanese", name: "夜間`バッチ`|@用<b>"),
    HostileName(testDescription: "a Mustache", name: "{{{x}}}{{#y}}"),
  ]

  /// Different hostile names in different places, for people to look at.
  static let mixture = SampleReport(
    stateMachine: "<script>alert(1)</script>", state: "a\n# owned\n|x|`\u{202E}\u{1B}[31m",
    role: "path/**bold** @everyone", policy: "``<b>```", sid: "=1+1|\u{0}",
    target: String(repeating: "long ", count: 16_000), file: "exports/\u{1B}]0;x\u{7}.json")
}
