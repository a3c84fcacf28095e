namespace Router.Architecture.Tests;

internal static class RepositoryRoot
{
    /// <summary>The folder that holds <c>Router.sln</c>, found upward from the test's executable.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"no Router.sln above {AppContext.BaseDirectory}");
    }
}
