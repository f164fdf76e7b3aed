"""The screens that stand over the workbench: review, receipt, help, questions."""
