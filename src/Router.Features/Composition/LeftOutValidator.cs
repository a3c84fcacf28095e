using Router.Features.Building;
using Router.Features.Validation;

namespace Router.Features.Composition;

/// <summary>What the running image was built without, and what the kernel of its board cannot do.</summary>
internal sealed class LeftOutValidator : SectionValidator
{
    public LeftOutValidator(IEnumerable<IFeature> features)
    {
        var optional = features.OfType<IOptionalFeature>().ToList();
        Check((subject, findings) =>
        {
            var board = subject.Around.Board;
            foreach (var feature in optional.Where(feature => board.Without.Contains(feature.Name)))
            {
                foreach (var place in feature.Places(subject.Config))
                    findings.Refuse(
                        place, $"this image was built without {feature.Name}",
                        $"delete {string.Join(' ', place)}, or install an image that was built with it");
            }
            foreach (var feature in optional.Where(feature => board.Lacks.Contains(feature.Name)))
            {
                foreach (var place in feature.Places(subject.Config))
                    findings.Refuse(
                        place, $"the kernel of board {board.Board} has no {feature.Name}",
                        $"delete {string.Join(' ', place)}, or use a board whose board.yaml does not say that it lacks it");
            }
        });
    }
}
