using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Help;

namespace Router.Features.Configuration;

/// <summary>What may come next in a line of words, from the shapes and the document.</summary>
public static class ConfigCompletion
{
    /// <inheritdoc cref="DocumentCompletion.Complete"/>
    public static IReadOnlyList<Completion> Complete(
        ConfigDocument document, IReadOnlyList<string> words, string partial, CompletionPurpose purpose, Surroundings around) =>
        DocumentCompletion.Complete(document, words, partial, purpose, kind => ConfigNames.Of(kind, document.Reading.Config, around));
}

/// <summary><c>explain PATH</c>: what the shapes know of a place.</summary>
public static class ConfigExplain
{
    /// <inheritdoc cref="DocumentExplain.Explain"/>
    public static (Explanation? Explanation, Problem? Problem) Explain(IReadOnlyList<string> path) =>
        DocumentExplain.Explain(RouterModel.Document, path);
}

/// <summary>The configuration as JSON Schema.</summary>
public static class ConfigSchema
{
    /// <inheritdoc cref="DocumentSchema.ToJson"/>
    public static string ToJson() => DocumentSchema.ToJson("Router configuration", RouterModel.Shape);
}
