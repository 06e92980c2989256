import JSON

/// `aws secretsmanager list-secrets`: with which key each secret is encrypted.
///
/// What is in secrets, the command does not print.
///
/// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
struct SecretList: Importer {
  let command = "secretsmanager list-secrets"
  let kinds: [ResourceKind] = [.secret]

  func recognises(_ page: ExportPage) -> Bool { page.has("SecretList") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var sample: ARN?
    for (node, line) in reading.elements(of: page, "SecretList") {
      guard let arn = reading.arn(of: node, "ARN", service: "secretsmanager", resource: "secret:")
      else { continue }
      sample = arn
      var body = CanonicalObject()
      body.set("key", scalar: node[caseBlind: "KmsKeyId"])
      body.set("name", scalar: node[caseBlind: "Name"])
      reading.add(.secret, arn, line: line, [Aspect(name: "secret", body: body.text)])
    }
    reading.list(.secret, [], sample: sample)
  }
}
