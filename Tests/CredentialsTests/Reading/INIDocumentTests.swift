import Testing

@testable import Credentials

@Suite("INI files")
struct INIDocumentTests {
    @Test(
        "sections and values are read with all their liberties",
        arguments: [
            ("", [:]),
            ("[a]\nx=1", ["a": ["x": "1"]]),
            ("[a]\r\nx = 1\r\ny= 2 \r\n", ["a": ["x": "1", "y": "2"]]),
            ("# c\n; c\n[a] ; c\nx = 1 # c\ny = 2 ; c\nz = a#b;c\n", ["a": ["x": "1", "y": "2", "z": "a#b;c"]]),
            ("[ profile   a ]\nx=1", ["profile a": ["x": "1"]]),
            ("[profile \"a b\"]\nx=1", ["profile a b": ["x": "1"]]),
            ("x=0\n[a]\nX_Y=1", ["a": ["x_y": "1"]]),
            ("[a]\nx=1\n[b]\nx=2\n[a]\nx=3\ny=4", ["a": ["x": "3", "y": "4"], "b": ["x": "2"]]),
            ("[a]\nx=1=2==", ["a": ["x": "1=2=="]]),
            ("[a]\nx=\nno value\n=3", ["a": ["x": "", "": "3"]]),
            ("[a]\ns3 =\n  x = 9\n  y = 8\nz = 1\n", ["a": ["s3": "", "z": "1"]]),
            ("[a]\n  x = 1\n  y = 2\n    z = 3\n", ["a": ["x": "1", "y": "2\nz = 3"]]),
            ("[a]\nx: 1=2\ny=1:2\n", ["a": ["x": "1=2", "y": "1:2"]]),
            ("[a]\nx = /bin/p \\\n   # no\n\t-a\n   -b # c\ny = 1\n", ["a": ["x": "/bin/p \\\n-a\n-b", "y": "1"]]),
            ("[a\nx=1\n[b]\ny=2", ["b": ["y": "2"]]),
            ("[a]", ["a": [:]]),
        ] as [(String, [String: [String: String]])])
    func reads(text: String, sections: [String: [String: String]]) {
        #expect(INIDocument(text).sections == sections)
    }
}
