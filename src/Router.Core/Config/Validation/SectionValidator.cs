using FluentValidation;
using FluentValidation.Results;
using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Shapes;

namespace Router.Core.Config.Validation;

/// <summary>The checks of one section; each looks at the whole configuration, since most are about what others say.</summary>
internal abstract class SectionValidator : AbstractValidator<ValidationSubject>
{
    private readonly IRuleBuilderInitial<ValidationSubject, ValidationSubject> rule;

    protected SectionValidator() => rule = RuleFor(subject => subject);

    protected void Check(Action<ValidationSubject, Findings> check) =>
        rule.Custom((subject, context) => check(subject, new Findings(context)));
}

/// <summary>Takes what a check finds.</summary>
internal readonly struct Findings(ValidationContext<ValidationSubject> context)
{
    /// <summary>Words of the path as the document has them; the hint says how to mend it.</summary>
    public void Refuse(IReadOnlyList<string> path, string message, string? hint = null) => Add(path, message, hint, Severity.Error);

    /// <summary>Allowed, but probably not meant.</summary>
    public void Advise(IReadOnlyList<string> path, string message, string? hint = null) => Add(path, message, hint, Severity.Warning);

    /// <summary>A name that nothing has.</summary>
    public void Unknown(IReadOnlyList<string> path, string kind, string name, IEnumerable<string> known)
    {
        IReadOnlyList<string> names = [.. known];
        var near = Nearest.Find(name, names);
        var all = names.Count == 0
            ? $"there is no {kind} yet"
            : $"there are {string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", …" : "")}";
        var hint = near is null ? all : $"did you mean {near}?";
        Refuse(path, $"there is no {kind} {name}", hint);
    }

    private void Add(IReadOnlyList<string> path, string message, string? hint, Severity severity) =>
        context.AddFailure(
            new ValidationFailure(ConfigPath.Join(path), message) { Severity = severity, CustomState = new Finding(path, message, hint) });
}

internal sealed record Finding(IReadOnlyList<string> Path, string Message, string? Hint)
{
    public Problem At(ConfigDocument? document)
    {
        var (line, column) = document?.Locate(Path) ?? (0, 0);
        return new Problem(ConfigPath.Join(Path), Message, Hint, line, column);
    }
}
