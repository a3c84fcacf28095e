
namespace Router.Documents.Yaml.Reading;

/// <summary>Reading cannot go on.</summary>
internal sealed class YamlTrouble(Problem problem) : Exception
{
    public Problem Problem { get; } = problem;
}
