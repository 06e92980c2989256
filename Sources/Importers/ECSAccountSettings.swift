import JSON

/// `aws ecs list-account-settings --effective-settings`: whether tags that are given to new tasks take a permission of their own.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html
struct ECSAccountSettings: Importer {
  let command = "ecs list-account-settings"
  let kinds: [ResourceKind] = [.accountSettings]

  func recognises(_ page: ExportPage) -> Bool { page.has("settings") }

  /// Keeps that one setting, where it is the account's and not just that of whoever exported it.
  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (node, line) in reading.elements(of: page, "settings") {
      guard node[caseBlind: "name"]?.string == "tagResourceAuthorization",
        let principal = node[caseBlind: "principalArn"]?.string, principal.hasSuffix(":root")
      else { continue }
      guard let value = node[caseBlind: "value"]?.string else {
        reading.error(node, "value is missing")
        continue
      }
      var body = CanonicalObject()
      body.set(
        "tagResourceAuthorization", canonical: ["on", "enabled"].contains(value) ? "true" : "false")
      reading.add(
        .accountSettings, .ofService("ecs", "account-settings"), line: line,
        [Aspect(name: "settings", body: body.text)])
    }
  }
}
