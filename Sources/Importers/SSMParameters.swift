import JSON

/// `aws ssm describe-parameters`: which parameters are encrypted, and with which key.
///
/// Their values the command does not print.
///
/// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
struct SSMParameters: Importer {
  let command = "ssm describe-parameters"
  let kinds: [ResourceKind] = [.parameter]

  /// `get-parameters` and its like, which print values, are not read, nor what other services call parameters.
  func recognises(_ page: ExportPage) -> Bool {
    guard page.has("Parameters"), !page.has("InvalidParameters") else { return false }
    guard let first = page.first(of: "Parameters") else {
      return page.file.name.contains("describe-parameters")
    }
    return first[caseBlind: "Value"] == nil && first[caseBlind: "Name"] != nil
      && first[caseBlind: "Type"] != nil
  }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (node, line) in reading.elements(of: page, "Parameters") {
      guard let name = node[caseBlind: "Name"]?.string, !name.isEmpty else {
        reading.error(node, "Name is missing")
        continue
      }
      var body = CanonicalObject()
      body.set("key", scalar: node[caseBlind: "KeyId"])
      body.set("type", scalar: node[caseBlind: "Type"])
      let aspect = Aspect(name: "parameter", body: body.text)
      // One that another account shares goes by its ARN.
      if let arn = ARN(name), arn.service == "ssm", arn.hasResource("parameter/") {
        reading.add(.parameter, arn, line: line, [aspect])
      } else {
        let path = name.hasPrefix("/") ? String(name.dropFirst()) : name
        reading.add(.parameter, .ofService("ssm", "parameter/\(path)"), line: line, [aspect])
      }
    }
    reading.list(.parameter, [])
  }
}
