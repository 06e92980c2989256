extension Principal {
  /// Reads who asks from the name that people have for them: an ARN, the id of an account, the name of a service or of
  /// an identity provider; the canonical id of another account; `*` for a caller without credentials.
  ///
  /// It fails where the name is none of these.
  ///
  /// `cognito-identity.amazonaws.com` is a service and a provider: it is the provider where `action` brings an identity of
  /// its own along.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - action: what is asked for.
  public init?(named name: String, action: String) {
    if name.hasPrefix("arn:") {
      guard name.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 5 else { return nil }
      // Nobody asks as a group.
      if ArnPattern.resource(of: name, beginsWith: "group/") { return nil }
      self.init(arn: name)
    } else if name == "*" || name.lowercased() == "anonymous" {
      self = .anonymous
    } else if name.utf8.count == 12, name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      self = .account(name)
    } else if name.hasSuffix(".amazonaws.com") || name.hasSuffix(".amazonaws.com.cn"),
      action.lowercased() != "sts:assumerolewithwebidentity"
    {
      self = .service(name)
    } else if name.utf8.contains(UInt8(ascii: ".")) || isCanonicalID(name) {
      self = .federated(name)
    } else {
      return nil
    }
  }
}

/// Whether a name is the 64 hexadecimal digits by which S3 calls an account.
///
/// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html
private func isCanonicalID(_ name: String) -> Bool {
  name.utf8.count == 64
    && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}
