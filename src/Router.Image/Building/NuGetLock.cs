using System.Text.Json;

namespace Router.Image.Building;

/// <summary>Reads the <c>packages.lock.json</c> of a program.</summary>
internal static class NuGetLock
{
    /// <summary>A tool of the build, of which nothing gets into a program.</summary>
    private const string Linker = "Microsoft.NET.ILLink.Tasks";

    /// <summary>Its packages, once each, by name. Projects of the repository are not among them.</summary>
    /// <exception cref="ImageException">It is no lock file.</exception>
    public static IReadOnlyList<LinkedLibrary> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Name != Linker && package.Value.TryGetProperty("resolved", out _))
                .Select(package =>
                    new LinkedLibrary(package.Name, package.Value.GetProperty("resolved").GetString()!, LinkedLibrary.NuGet))
                .Distinct()
                .OrderBy(library => library.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ImageException($"the daemon's packages.lock.json is damaged: {e.Message}", "restore the packages again", inner: e);
        }
    }
}
