using Router.Documents;

namespace Router.Fleet.Templates;

/// <summary>Where a line of a rendered document comes from; its first <paramref name="Indent"/> columns were put in front.</summary>
public readonly record struct LineOrigin(string File, int Line, int Indent);

/// <summary>A document made of templates, and where each line of it comes from.</summary>
/// <param name="Text">The document.</param>
/// <param name="Origins">One for each line.</param>
/// <param name="Problems">What is wrong with the templates; their files stand in them.</param>
public sealed record RenderedDocument(string Text, IReadOnlyList<LineOrigin> Origins, ValueList<Problem> Problems)
{
    /// <summary>A problem of the document at the line of the template that made it.</summary>
    public Problem At(Problem problem)
    {
        if (problem.File is not null || problem.Line < 1 || Origins.Count == 0)
            return problem;
        var origin = Origins[Math.Min(problem.Line, Origins.Count) - 1];
        return problem with { File = origin.File, Line = origin.Line, Column = Math.Max(1, problem.Column - origin.Indent) };
    }
}
