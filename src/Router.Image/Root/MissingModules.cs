using Router.Documents;

namespace Router.Image.Root;

/// <summary>What is wrong with a list of modules, held against a kernel.</summary>
internal static class MissingModules
{
    /// <summary>Problems of the list itself, and each line that names what the kernel has not.</summary>
    /// <param name="list">The lines.</param>
    /// <param name="kernel">Its modules.</param>
    /// <param name="version">Of the kernel, for the message.</param>
    public static IEnumerable<Problem> Of(ModuleList list, ModuleSelection kernel, string version) =>
        list.Problems
            .Concat(list.Lines
                .Where(line => !line.IsOptional && !kernel.Has(line.Path))
                .Select(line => new Problem(
                    line.Path,
                    $"kernel {version} has no such {(line.Path.EndsWith('/') ? "folder" : "module")}",
                    "mend the path, take the line out, or write 'optional' behind it if other kernels have it",
                    line.Number, 1)))
            .OrderBy(problem => problem.Line);
}
