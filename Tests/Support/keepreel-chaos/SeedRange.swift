import ArgumentParser

/// Seeds as `--seed` takes them.
struct SeedRange: ExpressibleByArgument {
    var seeds: ClosedRange<UInt64>

    init(seeds: ClosedRange<UInt64>) { self.seeds = seeds }

    init?(argument: String) {
        let ends = argument.split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
            return nil
        }
        seeds = first...last
    }

    var defaultValueDescription: String { "\(seeds.lowerBound)" }
}
