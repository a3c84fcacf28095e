namespace Router.Core.Tests.Config;

/// <summary>The documents in <c>configs/examples</c>.</summary>
internal static class Examples
{
    public static string Folder { get; } = Path.Combine(Root(), "configs", "examples");

    public static IEnumerable<TheoryDataRow<string>> Names() =>
        Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal).Select(
            file => new TheoryDataRow<string>(Path.GetFileName(file)));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>The repository: the folder of the solution.</summary>
    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Router.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Router.sln is nowhere above the tests");
        return folder;
    }
}
