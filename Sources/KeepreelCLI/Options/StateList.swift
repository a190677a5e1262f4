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
                if word.contains(where: \.isWhitespace) { throw ValidationError("separate states by commas only") }
                let hint = nearest(to: word, among: names).map { "did you mean '\($0)'?" }
                let known = "there are, to be separated by commas: \(names.joined(separator: ", "))"
                throw ValidationError("there is no state '\(word)'; \(hint ?? known)")
            })
        if states.isEmpty { throw ValidationError("it names no state") }
    }
}
