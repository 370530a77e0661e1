using System.CommandLine;
using System.Text;
using TrainingCamp.Checker.Commands;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker;

/// <summary>The commands of camp.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (arguments is [Inspector.Command, var processId, var assembly])
            return Inspector.Print(processId, assembly);

        if (arguments is [Exploring.Command, var warmUp])
            return Exploring.Print(warmUp);

        var root = new RootCommand(Messages.Say.Camp)
        {
            CheckCommand.Create(), WatchCommand.Create(), ListCommand.Create(), HintCommand.Create(), SolutionCommand.Create(),
            DiffCommand.Create(), ResetCommand.Create(), RunCommand.Create(), ReadCommand.Create(),
            UpdateCommand.Create(), ReportCommand.Create(), CollectCommand.Create(), GotoCommand.Create(), VerifyCommand.Create(),
            AdviceCommand.Create(), DoctorCommand.Create(), CompletionCommand.Create(),
        };
        root.Options.Add(CommandActions.Json);
        root.Options.Add(CommandActions.Plain);
        root.SetCampAction((session, _, _) => StatusCommand.Run(session));

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync();
        var faults = string.Join(" ", parsed.Errors.Select(error => error.Message));
        return Errors.Show(new Screen(parsed.GetValue(CommandActions.Json), plain: true, Console.Out), Messages.Say.WrongUse(faults), ExitCodes.Usage);
    }
}
