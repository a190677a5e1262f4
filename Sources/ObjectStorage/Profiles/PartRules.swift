/// The sizes a provider takes, in bytes.
public struct PartRules: Sendable, Equatable {
    /// Smallest part, the last one excepted.
    public var minimum: Int64
    /// Largest part.
    public var maximum: Int64
    /// Most parts of one object.
    public var count: Int64
    /// Largest object.
    public var objectMaximum: Int64
    /// Largest object in one PUT.
    public var singleMaximum: Int64
    /// All parts but the last have to be of one size.
    public var areEqual: Bool

    static let mebibyte: Int64 = 1 << 20
    static let gibibyte: Int64 = 1 << 30
    static let tebibyte: Int64 = 1 << 40

    /// What S3 servers have in common; of objects, the 5 TiB every one of them takes.
    static let standard = PartRules(
        minimum: 5 * mebibyte, maximum: 5 * gibibyte, count: 10_000, objectMaximum: 5 * tebibyte,
        singleMaximum: 5 * gibibyte, areEqual: false)
    /// 10,000 parts of 5 GiB, about 48.8 TiB.
    static let aws = standard.with { $0.objectMaximum = 50_000 * gibibyte }
    /// As AWS, and parts from 100 KiB.
    static let oss = aws.with { $0.minimum = 100 << 10 }
    /// 4.995 TiB and GiB in whole bytes; parts of one size.
    static let r2 = standard.with {
        $0.maximum = gibibyte * 4995 / 1000
        $0.singleMaximum = gibibyte * 4995 / 1000
        $0.objectMaximum = tebibyte * 4995 / 1000
        $0.areEqual = true
    }
    /// Decimal units, the smaller reading of the documents.
    static let b2 = standard.with {
        $0.maximum = 5_000_000_000
        $0.singleMaximum = 5_000_000_000
        $0.objectMaximum = 10_000_000_000_000
    }
    /// Objects up to 5 TiB in one PUT.
    static let oneGoes5TiB = standard.with { $0.singleMaximum = 5 * tebibyte }

    private func with(_ change: (inout PartRules) -> Void) -> PartRules {
        var rules = self
        change(&rules)
        return rules
    }
}
