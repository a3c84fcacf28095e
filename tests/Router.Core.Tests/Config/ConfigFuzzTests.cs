using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing;

namespace Router.Core.Tests.Config;

public class ConfigFuzzTests
{
    /// <summary>Whatever the bytes are: problems or a document that writes itself as it was read, and never an exception.</summary>
    [Fact]
    public void Check_AnyBytes_NeverThrowsAndKeepsTheText() => Fuzz.Run(
        [.. new[] { "minimal", "home", "mesh-branch" }.Select(name => File.ReadAllBytes(Path.Combine(Folder(), $"{name}.yaml")))],
        bytes =>
        {
            var reading = ConfigValidator.Check(bytes, Surroundings.None);
            if (reading.Document is null)
                Assert.NotEmpty(reading.Problems);
            else
                Assert.Equal(System.Text.Encoding.UTF8.GetString(bytes), reading.Document.ToText());
        });

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Router.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "configs", "examples");
    }
}
