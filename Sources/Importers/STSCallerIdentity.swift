import JSON

/// `aws sts get-caller-identity`: whose account the rest of the export is.
struct STSCallerIdentity: Importer {
  let command = "sts get-caller-identity"
  let kinds: [ResourceKind] = []

  func recognises(_ page: ExportPage) -> Bool { page.has("Account") && page.has("UserId") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard let account = page.text("Account"), isAccount(account) else {
      return reading.error(
        page.root[caseBlind: "Account"] ?? page.root, "Account is not a number of 12 digits")
    }
    reading.callers.append(account)
  }
}
