public import World

extension AccessAnswer.Premise {
  /// What is taken for granted, in words: `en` or `ja`.
  public func text(_ language: String) -> String {
    let isJapanese = language == "ja"
    switch self {
    case .noServiceControl(let account):
      return Remarks.noServiceControl(of: account, language)
    case .ownResource(let account):
      return isJapanese
        ? "ARN にアカウントがないため、リソースはアカウント \(account) のものとみなしました"
        : "the ARN names no account: the resource is taken to belong to account \(account)"
    case .noResourcePolicy:
      return isJapanese
        ? "リソースのポリシーはエクスポートにないため、許可も拒否もしないとみなしました"
        : "the policy of the resource, if it has one, is in no export: it is taken to neither allow nor deny"
    case .value(let key, let values):
      return Assumption(accounts: "*", context: [key: values]).texts(language).joined()
    }
  }
}
