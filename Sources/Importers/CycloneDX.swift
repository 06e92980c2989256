import JSON

/// A bill of materials of an image, CycloneDX in JSON: which AWS SDKs are in it.
///
/// The image is what `metadata.component` names or, where the file lies in a folder `sbom`, the file: its name is the
/// image's, percent-encoded.
///
/// https://cyclonedx.org/docs/1.6/json/
struct CycloneDX: Importer {
  let command = "sbom cyclonedx"
  let kinds: [ResourceKind] = [.billOfMaterials]

  func recognises(_ page: ExportPage) -> Bool { page.text("bomFormat") == "CycloneDX" }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard page.has("components") else {
      return reading.error(
        page.root, "the bill of materials has no components here",
        hint: "give one that is at most 4 MB, of libraries without files")
    }
    guard let image = image(page) else {
      return reading.error(
        page.root, "the bill of materials does not say of which image it is",
        hint: "name the file sbom/IMAGE.json, each slash of the image's name as %2F")
    }
    var kits: [String: String] = [:]
    for (node, _) in reading.elements(of: page, "components") {
      guard
        let kit = node[caseBlind: "purl"]?.string.flatMap(DevelopmentKit.init(packageURL:))
      else { continue }
      // Of several copies the oldest decides.
      if let known = kits[kit.name], !Self.isOlder(kit.version, than: known) { continue }
      kits[kit.name] = kit.version
    }
    var body = CanonicalObject()
    for (name, version) in kits { body.set(name, text: version) }
    reading.add(
      .billOfMaterials, .known, id: "sbom:" + image, line: page.root.line,
      [Aspect(name: "sdk", body: body.text)])
  }

  private func image(_ page: ExportPage) -> String? {
    if let name = page.file.names(below: "sbom").last { return Redaction.kept(name) }
    guard let component = page.root[caseBlind: "metadata"]?[caseBlind: "component"],
      let name = component[caseBlind: "name"]?.string, !name.isEmpty
    else { return nil }
    let hasTag = name.split(separator: "/").last?.contains { $0 == ":" || $0 == "@" } == true
    guard !hasTag, let version = component[caseBlind: "version"]?.string, !version.isEmpty else {
      return Redaction.kept(name)
    }
    return Redaction.kept(name + (version.hasPrefix("sha256:") ? "@" : ":") + version)
  }

  private static func isOlder(_ version: String, than other: String) -> Bool {
    let numbers = version.split(separator: ".").map { Int($0) ?? 0 }
    return numbers.lexicographicallyPrecedes(other.split(separator: ".").map { Int($0) ?? 0 })
  }
}
