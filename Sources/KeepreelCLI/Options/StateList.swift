import ArgumentParser
import Manifest
import Suggestions

/// States as `--state` takes them.
struct StateList {
    let states: Set<VideoState>

    /// - Throws: a usage error that names the state nearest to one that there is not.
    init(text: String) throws {
        let names = VideoState.allCases.map(\.rawValue)
        let words = text.split(separator: ",").map(String.init)
        states = Set(
            try words.map { word in
                if let state = VideoState(rawValue: word) { return state }
                let hint = nearest(to: word, among: names).map { "; did you mean '\($0)'?" }
                throw ValidationError("there is no state '\(word)'\(hint ?? "")")
            })
        if states.isEmpty { throw ValidationError("it names no state") }
    }
}
