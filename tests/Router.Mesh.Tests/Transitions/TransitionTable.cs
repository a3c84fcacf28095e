using System.Globalization;
using System.Text;
using Router.Mesh.Tests.Scenarios;

namespace Router.Mesh.Tests.Transitions;

/// <summary>Every state with every event: what it becomes, and what is to be done. A state is recreated for each event.</summary>
internal static class TransitionTable
{
    public static string Render(
        IReadOnlyList<(string Name, Func<Rig> Make)> states,
        IReadOnlyList<(string Name, Action<Rig> Happen)> events, Func<Rig, string> stateOf)
    {
        var text = new StringBuilder();
        foreach (var (state, make) in states)
        {
            text.Append(CultureInfo.InvariantCulture, $"{state}\n");
            foreach (var (name, happen) in events)
            {
                var rig = make();
                rig.Effects.Clear();
                happen(rig);
                text.Append(CultureInfo.InvariantCulture, $"    {name,-34} -> {stateOf(rig)}\n");
                foreach (var effect in rig.Effects)
                    text.Append(CultureInfo.InvariantCulture, $"          {EffectText.Of(effect, (nbma, _) => nbma.ToString())}\n");
            }
        }
        return text.ToString();
    }
}
