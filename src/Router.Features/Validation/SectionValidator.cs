using FluentValidation;
using FluentValidation.Results;
using Router.Documents;
using Router.Documents.Checks;

namespace Router.Features.Validation;

/// <summary>The checks of one section; each looks at the whole configuration, since most are about what others say.</summary>
internal abstract class SectionValidator : AbstractValidator<ValidationSubject>
{
    private readonly IRuleBuilderInitial<ValidationSubject, ValidationSubject> rule;

    protected SectionValidator() => rule = RuleFor(subject => subject);

    protected void Check(Action<ValidationSubject, Findings> check) =>
        rule.Custom((subject, context) => check(subject, new Findings(finding => context.AddFailure(Failure(finding)))));

    private static ValidationFailure Failure(Finding finding) => new(ConfigPath.Join(finding.Path), finding.Message)
    {
        Severity = finding.IsAdvice ? Severity.Warning : Severity.Error,
        CustomState = finding,
    };
}
