import Foundation
import Testing

/// The decoded names and values of an encoded query; a name without `=` has the empty value.
func queryPairs(of query: String) throws -> [[String]] {
    try query.split(separator: "&").map { pair in
        let parts = try pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
            try #require(String($0).removingPercentEncoding)
        }
        return parts.count == 2 ? parts : parts + [""]
    }
}
