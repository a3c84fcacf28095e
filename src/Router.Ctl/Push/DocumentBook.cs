using System.Text;
using Router.Core.Boards;
using Router.Ctl.Config;
using Router.Ctl.Config.Edges;
using Router.Ctl.Push.Edges;
using Router.Documents;
using Router.Documents.Help;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Fleet.Inventories;
using Router.Fleet.Templates;

namespace Router.Ctl.Push;

/// <summary>Makes the documents of devices: templates filled in, checked as the device checks, with what has to go along.</summary>
/// <param name="files">Templates.</param>
/// <param name="board">The ports of a board; null: not known.</param>
internal sealed class DocumentBook(TemplateFiles files, Func<string, BoardFacts?> board)
{
    private readonly TemplateRenderer renderer = new(files.Read);

    /// <summary>May be called from many threads. Every problem is in the answer.</summary>
    public DeviceDocument Make(FleetDevice device, string file)
    {
        var rendered = renderer.Render(file, device.Variables);
        var made = new DeviceDocument(device, file, rendered);
        if (rendered.Problems.Count > 0)
            return made with { Problems = rendered.Problems };

        var ports = device.Board is null ? null : board(device.Board);
        var folder = SetFolder.Beside(file);
        var around = (ports is null ? Surroundings.None : new Surroundings(ports)) with { SetFiles = folder };
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(rendered.Text), around);
        ValueList<Problem> At(IEnumerable<Problem> problems) => [.. problems.Select(problem => rendered.At(problem))];
        if (reading.Problems.Count > 0)
            return made with { Problems = At(reading.Problems) };
        if (ports is not null && Blueprint.Build(reading.Config, ports).Problems is { Count: > 0 } unbuildable)
            return made with { Problems = At(unbuildable) };
        var sets = reading.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Distinct();
        return made with
        {
            Reading = reading,
            Advice = At(reading.Advice),
            Secrets = SecretNames.In(reading.Document!),
            SetFiles = sets.Select(name => KeyValuePair.Create(name, Encoding.UTF8.GetString(folder.Read(name)!))).ToValueMap(),
        };
    }
}
