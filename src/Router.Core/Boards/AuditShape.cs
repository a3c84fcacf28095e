using Router.Documents.Shapes;

namespace Router.Core.Boards;

/// <summary>The key <c>audit</c> of a board.</summary>
internal static class AuditShape
{
    private static readonly ScalarShape<Hardening> Property = Scalars.Choice(
        "property",
        Word(Hardening.Elf, "a damaged ELF file"),
        Word(Hardening.Pie, "a program with a fixed address"),
        Word(Hardening.StackProtector, "code without stack protector"),
        Word(Hardening.Relro, "addresses of called functions that stay writable"),
        Word(Hardening.NoExec, "memory that can be written and executed"),
        Word(Hardening.Setuid, "a program that runs as its owner"),
        Word(Hardening.Setgid, "a program that runs as its group"),
        Word(Hardening.WorldWritable, "a file or folder that everybody can write"),
        Word(Hardening.Capabilities, "a program that the kernel gives capabilities"));

    private static readonly ScalarShape<string> Path = Scalars.Text("path", "/usr/bin/tool", check: CheckPath);

    public static readonly RecordShape<AuditException> Exception =
        new RecordShape<AuditException>("exception", "Files that may be in the image as they are.", () => new())
            .With("path", new ListShape<string>(Path), e => e.Path, (e, v) => e with { Path = v },
                "Of the device; * and ? stay within a folder, ** is any number of folders.", required: true)
            .With("allow", new ListShape<Hardening>(Property), e => e.Allow, (e, v) => e with { Allow = v },
                "What is let pass.", required: true)
            .With("source", Scalars.Choice("source", ("alpine", "alpine", "an Alpine release"), ("lab", "lab", "the lab repository")),
                e => e.Source.Length == 0 ? null : e.Source, (e, v) => e with { Source = v },
                "Holds for images of this source alone.")
            .With(
                "architecture", ArchitectureShape.Architecture, e => e.Architecture.Length == 0 ? null : e.Architecture,
                (e, v) => e with { Architecture = v }, "Holds for images of this architecture alone.")
            .With("reason", Scalars.Text("text", "the kernel needs it so", check: CheckReason), e => e.Reason,
                (e, v) => e with { Reason = v }, "Why.", required: true);

    public static readonly ListShape<AuditException> Exceptions = new(Exception);

    private static (string Word, Hardening Value, string Help) Word(Hardening property, string help) =>
        (HardeningWords.Of(property), property, help);

    private static string? CheckPath(string path) => path.StartsWith('/') ? null : "does not start with a slash";

    private static string? CheckReason(string reason) => string.IsNullOrWhiteSpace(reason) ? "is no reason" : null;
}
