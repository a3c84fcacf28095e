namespace Router.Image.Tests.Apk;

/// <summary>
/// Small repositories with a request and what apk 2.14.8 makes of it: packages in installation order, or its words.
/// Lines are those of <see cref="TestRepository"/>.
/// </summary>
public static class ResolverCases
{
    private static readonly Dictionary<string, (string Packages, string Request, string Result)> s_cases = new()
    {
        ["dependencies come first"] = ("app 1-r0 D:lib\nlib 1-r0 D:base\nbase 1-r0", "app", "base-1-r0 lib-1-r0 app-1-r0"),
        ["a cycle is broken where it was entered"] = ("a 1-r0 D:b\nb 1-r0 D:a", "a", "b-1-r0 a-1-r0"),
        ["the latest version is taken"] = ("a 1.9-r0\na 1.10-r0\na 1.10_rc1-r0", "a", "a-1.10-r0"),
        ["operators choose among versions"] = ("a 1.0-r0\na 1.5-r0\na 2.0-r0", "a<2", "a-1.5-r0"),
        ["a prefix takes the latest below it"] = ("a 3.11.1-r0\na 3.11.9-r0\na 3.12.0-r0", "a~3.11", "a-3.11.9-r0"),
        ["a dependency limits a request"] = ("a 1-r0 D:b<2\nb 1-r0\nb 2-r0", "a b", "b-1-r0 a-1-r0"),
        ["a library is found by what provides it"] =
            ("app 1-r0 D:so:libz.so.1\nzlib 1.3-r0 p:so:libz.so.1=1.3", "app", "zlib-1.3-r0 app-1-r0"),
        ["a versioned provide satisfies an operator"] = ("a 1-r0 D:cmd:x>=2\nx1 1-r0 p:cmd:x=1\nx2 1-r0 p:cmd:x=2", "a", "x2-1-r0 a-1-r0"),
        ["priority chooses among virtual providers"] =
            ("a 1-r0 D:mta\nsmall 1-r0 p:mta k:10\nlarge 1-r0 p:mta k:20", "a", "large-1-r0 a-1-r0"),
        ["a virtual name without priority is not chosen"] =
            (
                "a 1-r0 D:mta\nsmall 1-r0 p:mta\nlarge 1-r0 p:mta",
                "a",
                """
                unable to select packages:
                  mta (virtual):
                    note: please select one of the 'provided by'
                          packages explicitly
                    provided by: small large
                    required by: a-1-r0[mta]

                """),
        ["a virtual name takes what is requested besides"] =
            ("a 1-r0 D:mta\nsmall 1-r0 p:mta\nlarge 1-r0 p:mta", "a large", "large-1-r0 a-1-r0"),
        ["a virtual name waits for what else is chosen"] =
            ("jdk 1-r0 D:so:libawt.so=0\njre 1-r0 p:jre-headless p:so:libawt.so=0", "jdk jre-headless", "jre-1-r0 jdk-1-r0"),
        ["a virtual name waits, in the other order too"] =
            ("jdk 1-r0 D:so:libawt.so=0\njre 1-r0 p:jre-headless p:so:libawt.so=0", "jre-headless jdk", "jre-1-r0 jdk-1-r0"),
        ["a virtual name alone is not chosen though there is but one"] =
            (
                "jre 1-r0 p:jre-headless",
                "jre-headless",
                """
                unable to select packages:
                  jre-headless (virtual):
                    note: please select one of the 'provided by'
                          packages explicitly
                    provided by: jre
                    required by: world[jre-headless]

                """),
        ["install_if fires when all of it is there"] =
            ("a 1-r0\nb 1-r0\nab 1-r0 i:a i:b\nac 1-r0 i:a i:c\nc 1-r0", "a b", "a-1-r0 b-1-r0 ab-1-r0"),
        ["install_if with a version"] =
            ("a 2-r0\na-doc 1-r0 i:docs i:a=1-r0\na-doc 2-r0 i:docs i:a=2-r0\ndocs 1-r0", "a docs", "a-2-r0 docs-1-r0 a-doc-2-r0"),
        ["install_if leads to another"] = ("a 1-r0\nb 1-r0 i:a D:d\nc 1-r0 i:b\nd 1-r0", "a", "a-1-r0 d-1-r0 b-1-r0 c-1-r0"),
        ["install_if is kept out by a conflict"] =
            ("a 1-r0\na-openrc 1-r0 i:a i:openrc\nopenrc 1-r0", "a openrc !a-openrc", "a-1-r0 openrc-1-r0"),
        ["what is not there"] =
            (
                "a 1-r0 D:nothing",
                "a nowhere",
                """
                unable to select packages:
                  nowhere (no such package):
                    required by: world[nowhere]
                  nothing (no such package):
                    required by: a-1-r0[nothing]

                """),
        ["a version that is not there"] =
            (
                "a 1-r0",
                "a=2-r0",
                """
                unable to select packages:
                  a-1-r0:
                    breaks: world[a=2-r0]

                """),
        ["a conflict with a dependency"] =
            (
                "a 1-r0 D:b\nb 1-r0",
                "a !b",
                """
                unable to select packages:
                  b-1-r0:
                    breaks: world[!b]
                    satisfies: a-1-r0[b]

                """),
        ["two that conflict"] =
            (
                "a 1-r0 D:!b\nb 1-r0",
                "a b",
                """
                unable to select packages:
                  b-1-r0:
                    breaks: a-1-r0[!b]
                    satisfies: world[b]

                """),
        ["two that provide the same name"] =
            (
                "a 1-r0 p:x=1\nb 1-r0 p:x=1",
                "a b",
                """
                unable to select packages:
                  a-1-r0:
                    conflicts: b-1-r0[x=1]
                    satisfies: world[a]
                  b-1-r0:
                    conflicts: a-1-r0[x=1]
                    satisfies: world[b]

                """),
        ["two that share a virtual name"] = ("a 1-r0 p:x\nb 1-r0 p:x", "a b", "a-1-r0 b-1-r0"),
        ["requests are ordered without regard to case"] = ("b 1-r0\nA 1-r0\nc 1-r0", "c b A", "A-1-r0 b-1-r0 c-1-r0"),
        ["the last request for a name counts"] = ("a 1-r0\na 2-r0", "a>1-r0 a<2", "a-1-r0"),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    public static (string Packages, string[] Request, string Result) Get(string name) =>
        (s_cases[name].Packages, s_cases[name].Request.Split(' '), s_cases[name].Result.ReplaceLineEndings("\n"));
}
